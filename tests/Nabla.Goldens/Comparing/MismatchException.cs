namespace Nabla.Goldens.Comparing;

/// <summary>A result differs from what the case gives.</summary>
sealed class MismatchException(string message) : Exception(message);
