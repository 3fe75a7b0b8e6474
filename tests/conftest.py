"""What holds for all tests."""

import signal

from hypothesis import HealthCheck, settings

# a machine that does something else for half a second is no failure; what fails must fail for whoever looks next, so
# examples are the same each time, and new ones are tried by `pytest --hypothesis-profile=explore`
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("steady", settings.get_profile("explore"), derandomize=True, database=None)
settings.load_profile("steady")

# who runs the tests in the background may have told them to ignore signals, and the programs they start with them
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.default_int_handler if number is signal.SIGINT else signal.SIG_DFL)
