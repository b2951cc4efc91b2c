namespace Nabla;

/// <summary>Shapes that do not fit an operation or a layer.</summary>
public sealed class ShapeException(string message) : ArgumentException(message);

/// <summary>Element types that do not fit an operation, or differ where they must be equal.</summary>
public sealed class ElementTypeException(string message) : ArgumentException(message);

/// <summary>A gradient was asked of an operation that has none.</summary>
public sealed class NoGradientException(string message) : InvalidOperationException(message);

/// <summary>A length or a number of axes was asked that is not known before the tensor is fed.</summary>
public sealed class UnknownShapeException(string message) : InvalidOperationException(message);
