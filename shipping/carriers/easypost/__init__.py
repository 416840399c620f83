"""EasyPost: real USPS labels and tracking, when a key is set."""
