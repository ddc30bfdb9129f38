"""Reports: terminal, JSON, JSONL."""
