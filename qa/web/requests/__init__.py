"""What the requests to Gradio may hold."""
