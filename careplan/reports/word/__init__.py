"""A report as a Word file that the office edits in Word or WPS: true styles, contents as a field, the same numbers."""
