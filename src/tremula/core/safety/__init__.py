"""Screening, dose, gates, referral: pure rules over data from content/safety. It gives no medical advice."""
