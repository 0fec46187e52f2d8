"""The words of commitment and their strength, parties and topics: data files, read and checked."""
