def shown(cents):
    return f"EUR {cents / 100:.2f}"
