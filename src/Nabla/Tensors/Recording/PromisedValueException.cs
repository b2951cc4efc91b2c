namespace Nabla;

/// <summary>C# code asked for the values of a tensor that is being recorded.</summary>
internal sealed class PromisedValueException(string message) : InvalidOperationException(message);
