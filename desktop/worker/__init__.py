"""Child processes: started by dotted name, spoken to in typed messages, cancelled, killed and started again."""
