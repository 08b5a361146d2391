// Nothing: it is compiled for the headers that all tests share.
