"""«My people»: what a coordinator's persons need, who stands in, and handing persons over."""
