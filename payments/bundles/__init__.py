"""Several items of one closet in one parcel (O3); they stand on `payments.orders`."""
