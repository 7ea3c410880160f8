"""One function a verb: permission, facts, rule, rows, effects. No service knows another, none commits."""
