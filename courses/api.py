"""What other apps may call. Everything else in this app is its own business."""
