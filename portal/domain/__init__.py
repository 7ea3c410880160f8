"""The rules of the portal: pure functions over frozen values. Nothing here knows of Flask, SQL or the clock."""
