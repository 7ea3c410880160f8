"""What every change leaves behind, in the transaction of the change. Nothing here commits."""
