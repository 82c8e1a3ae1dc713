"""The ground on which every room's pages stand: who looks, at which day, and how what is refused is told."""
