namespace Nabla.Operations;

/// <summary>Elements moved by one place along an axis.</summary>
internal static class Shifting
{
    extension(Tensor x)
    {
        /// <summary>yᵢ = xᵢ₋₁ with y₀ = 0; or, back, yᵢ = xᵢ₊₁ with 0 at the end.</summary>
        internal Tensor Shifted(int axis, bool back)
        {
            int k = Axes.Normalize("Shift", axis, x.Rank);
            var widths = new (int Before, int After)[x.Rank];
            widths[k] = back ? (0, 1) : (1, 0);
            return x.Pad(widths)[x.Along(k, back ? 1.. : ..^1)];
        }

        /// <summary>An index that takes a range along one axis and all of the others.</summary>
        internal Slice[] Along(int axis, Range range)
        {
            var slices = new Slice[x.Rank];
            Array.Fill(slices, Slice.All);
            slices[Axes.Normalize("Slice", axis, x.Rank)] = range;
            return slices;
        }
    }
}
