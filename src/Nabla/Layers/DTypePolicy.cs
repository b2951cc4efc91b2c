namespace Nabla.Layers;

/// <summary>The types a layer works in: that of its weights, and that of its maths.</summary>
/// <remarks>They differ where a policy is mixed: <c>"mixed_bfloat16"</c> keeps weights in float32 and computes in bfloat16. Floating inputs are cast to the type of the maths.</remarks>
/// <param name="VariableType">The type of the weights.</param>
/// <param name="ComputeType">The type of the maths and of the output.</param>
public sealed record DTypePolicy(ElementType VariableType, ElementType ComputeType)
{
    const string Mixed = "mixed_";

    static volatile DTypePolicy global = new(ElementType.Float32, ElementType.Float32);

    /// <summary>float32 for both, unless something else is asked for.</summary>
    public static DTypePolicy Float32 { get; } = new(ElementType.Float32, ElementType.Float32);

    /// <summary>The policy of layers that are made from now on; float32 at first. <c>DTypePolicy.Global = "mixed_bfloat16"</c> computes in bfloat16 with weights in float32.</summary>
    /// <exception cref="ArgumentNullException">Set to null.</exception>
    public static DTypePolicy Global
    {
        get => global;
        set => global = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>Keras's name: <c>float32</c>, <c>mixed_float16</c> …</summary>
    public string Name => VariableType == ComputeType ? ComputeType.Name : Mixed + ComputeType.Name;

    /// <summary>The policy with this Keras name.</summary>
    /// <exception cref="ElementTypeException">It names no floating type.</exception>
    public static implicit operator DTypePolicy(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        bool mixed = name.StartsWith(Mixed, StringComparison.Ordinal);
        var type = ElementType.FromName(mixed ? name[Mixed.Length..] : name);
        if (mixed && type is not (ElementType.Float16 or ElementType.BFloat16))
        {
            throw new ElementTypeException($"DTypePolicy: '{name}': mixed policies are mixed_float16 and mixed_bfloat16. Give one of them, or the name of a floating type.");
        }

        return new(mixed ? ElementType.Float32 : type, type);
    }

    /// <summary>One type for both.</summary>
    public static implicit operator DTypePolicy(ElementType type) => new(type, type);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
