"""What claims and passages share: sentences, quantities, dates, names, status and quotations."""
