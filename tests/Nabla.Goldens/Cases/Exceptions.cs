namespace Nabla.Goldens.Cases;

/// <summary>The case is about an op, a class or a function that Nabla does not have.</summary>
sealed class NotSupportedNameException(string name) : Exception($"'{name}' is not supported")
{
    public string Name { get; } = name;
}

/// <summary>The runner itself cannot pass the case's arguments on: a row of a table lacks one, or reads it as another type.</summary>
sealed class BindingException(string message) : Exception(message);
