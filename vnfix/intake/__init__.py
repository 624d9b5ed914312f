"""How text comes in: from `textfiles`, in `blocks`, through the `door` into NFC, out of old fonts (`legacy`)."""
