"""The engines that go through deep-translator: google, mymemory, libre, deepl and microsoft.

deep-translator 1.11.4 is no longer kept. Its classes build the requests and read the answers; they are asked
through one `door`, which hands what they would send to a connection of ours. From there come open
connections, timeouts, waiting as the server asks, keys in headers, https, and errors that show no key and no
text. What each class cannot do without being written anew is said in the module of its engine.
"""
