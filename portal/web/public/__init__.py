"""Pages for residents, language first in the address."""
