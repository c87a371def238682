"""Loading what a borough is: postcodes, outline, wards, bank holidays and school terms, from files."""
