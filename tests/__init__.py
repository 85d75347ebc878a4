"""The tests; they mirror the packages they speak about."""
