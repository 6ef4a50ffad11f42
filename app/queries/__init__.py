"""SELECT queries: the rows of each resource as a viewer sees it."""
