"""Time to event: survival, competing events, recurrent events, and tests of equal groups."""
