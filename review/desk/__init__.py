"""The workspace (werkplek): where a person looks at what is proposed, decides, and lets it go. Not for the public."""
