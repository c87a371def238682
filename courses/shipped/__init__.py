"""The courses that come with the product, as files, and the pure checks over them."""
