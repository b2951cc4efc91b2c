namespace Nabla.Operations;

/// <summary>NumPy's indexing as operations: numbers and ranges first, as one view; then tensors of indices, read together.</summary>
internal static class Indexing
{
    /// <summary>x[slices].</summary>
    internal static Tensor Get(Tensor x, ReadOnlySpan<Slice> slices)
    {
        foreach (var entry in slices)
        {
            if (entry.Kind == SliceKind.Tensor)
            {
                return new AdvancedIndex(x.Shape, slices).Of(x);
            }
        }

        return Engine.Current.RunOne(new StridedSlice(Slices.Create(slices)), x);
    }

    /// <summary>v[slices] = value.</summary>
    internal static void Set(Variable variable, ReadOnlySpan<Slice> slices, Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        foreach (var entry in slices)
        {
            if (entry.Kind == SliceKind.Tensor)
            {
                // Indexing the places themselves tells where each element goes, whatever the entries are.
                var places = Engine.Current.RunOne(new PlacesLike(), variable);
                Engine.Current.Run(new AssignPlaces(variable), new AdvancedIndex(variable.Shape, slices).Of(places), value);
                return;
            }
        }

        Engine.Current.Run(new AssignSlice(variable, Slices.Create(slices)), value);
    }
}
