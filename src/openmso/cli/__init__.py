"""The command line, the second front door: it shows what the rooms know and decides nothing."""
