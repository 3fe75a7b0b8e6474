"""What holds for all tests."""

from hypothesis import HealthCheck, settings

# a machine that does something else for half a second is no failure; what fails must fail for whoever looks next, so
# examples are the same each time, and new ones are tried by `pytest --hypothesis-profile=explore`
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("steady", settings.get_profile("explore"), derandomize=True, database=None)
settings.load_profile("steady")
