"""What whoever runs the servers needs: a backup, a restore that is practised, and a doctor."""
