"""The pages, one noun a file; each has `routes(house)`. No rule of the practice stands in one."""
