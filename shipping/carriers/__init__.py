"""Carriers behind one small interface; SHIPPING_CARRIER names the one that sells new labels."""
