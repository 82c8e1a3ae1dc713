"""The law desk: what a state says, one question in all states, what changes, what counsel states over the pack, adopting one."""
