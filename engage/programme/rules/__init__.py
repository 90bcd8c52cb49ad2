"""What is true of this feature, whoever asks."""
