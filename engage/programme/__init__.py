"""Plans and what hangs on them: outputs, milestones, measures, risks, updates and the boards that read them."""
