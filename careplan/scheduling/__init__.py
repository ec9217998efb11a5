"""When, where and with whom: from a year's problem to a dated plan. No tables, no views, no clock."""
