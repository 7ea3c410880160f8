"""The demonstration: a made-up municipality with a dialogue in every stage, built through the services."""
