"""What holds for all tests."""

from hypothesis import HealthCheck, settings

# a machine that does something else for half a second is no failure
settings.register_profile("patient", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
