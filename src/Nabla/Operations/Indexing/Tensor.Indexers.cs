using Nabla.Operations;

namespace Nabla;

/// <content>What stands between brackets.</content>
public partial class Tensor
{
    /// <summary>Part of this tensor: <c>x[0]</c>, <c>x[^1]</c>, <c>x[10..100, 14..]</c>, <c>x[mask]</c>, <c>x[.., indices]</c>, as NumPy indexes.</summary>
    /// <param name="slices">One entry for each axis, and new axes or an ellipsis; axes without an entry are kept.
    /// Index tensors are read together, stretched to one shape.</param>
    /// <remarks>Numbers and ranges give a view: nothing is copied. Tensors of indices or truth values copy.</remarks>
    /// <exception cref="ShapeException">An index lies outside its axis, there are more entries than axes, or a mask has other lengths than the axes it covers.</exception>
    public Tensor this[params ReadOnlySpan<Slice> slices] => Indexing.Get(this, slices);
}

/// <content>What stands between brackets, and may be written.</content>
public sealed partial class Variable
{
    /// <summary>Part of the value; assigning to it writes into the variable, the value stretched to the part's shape.</summary>
    /// <inheritdoc cref="Tensor.this[ReadOnlySpan{Slice}]"/>
    public new Tensor this[params ReadOnlySpan<Slice> slices]
    {
        get => Indexing.Get(this, slices);
        set => Indexing.Set(this, slices, value);
    }

    /// <summary>Replaces part of the value: what <c>v[slices] = value</c> does, for numbers too.</summary>
    /// <param name="value">Stretched to the part's shape.</param>
    /// <param name="slices">The part, as between brackets.</param>
    /// <exception cref="ShapeException">The part does not exist, or the value does not stretch to its shape.</exception>
    /// <exception cref="ElementTypeException">The element types differ.</exception>
    public Variable AssignSlice(Operand value, params ReadOnlySpan<Slice> slices)
    {
        Indexing.Set(this, slices, value.ToTensor("AssignSlice", ElementType));
        return this;
    }
}
