"""Whom 同社, 両社, 政府 and 社長 stand for."""
