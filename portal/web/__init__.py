"""What people and programs meet: check, form, one call, redirect."""
