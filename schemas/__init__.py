"""All request and response bodies of the API: the only definition of the contract."""
