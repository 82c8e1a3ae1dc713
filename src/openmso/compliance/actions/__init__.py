"""What compliance does: binders."""
