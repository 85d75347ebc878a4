"""The coordinator's view: whom each coordinator follows, what is most urgent, and handing over."""
