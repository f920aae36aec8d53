"""Charts of what a person noted: a picture, one honest sentence and a table each. They judge nothing."""
