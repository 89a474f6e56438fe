//! The way from the program's tasks to the driver: a channel that can be waited on with a limit.

use iced::futures::Sink;
use iced::futures::channel::mpsc::SendError;
use std::pin::Pin;
use std::sync::mpsc::Sender;
use std::task::{Context, Poll};

/// The sending end, as iced's runtime wants it.
pub struct Port<T> {
    sender: Sender<T>,
}

impl<T> Port<T> {
    /// Sends into a channel.
    pub fn new(sender: Sender<T>) -> Self {
        Self { sender }
    }
}

impl<T> Clone for Port<T> {
    fn clone(&self) -> Self {
        Self::new(self.sender.clone())
    }
}

impl<T> Sink<T> for Port<T> {
    type Error = SendError;

    fn poll_ready(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Result<(), SendError>> {
        Poll::Ready(Ok(()))
    }

    fn start_send(self: Pin<&mut Self>, item: T) -> Result<(), SendError> {
        // A driver that is gone needs to hear nothing more.
        let _ = self.sender.send(item);
        Ok(())
    }

    fn poll_flush(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Result<(), SendError>> {
        Poll::Ready(Ok(()))
    }

    fn poll_close(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Result<(), SendError>> {
        Poll::Ready(Ok(()))
    }
}
