namespace Nabla.Files;

/// <summary>Counts what the arrays and texts of one file take, and refuses the one that asks for more than the limits allow before it is made.</summary>
sealed class DecodeBudget(string file, LoadLimits limits)
{
    long left = limits.MaxDecodedBytes;

    public LoadLimits Limits => limits;

    public string File => file;

    /// <summary>Counts bytes that are about to be allocated.</summary>
    /// <exception cref="ModelFormatException">All together are more than <see cref="LoadLimits.MaxDecodedBytes"/>.</exception>
    public void Take(long bytes, string place)
    {
        if (bytes > left) throw new ModelFormatException(file, place, $"it takes {bytes:N0} bytes, {limits.MaxDecodedBytes - left:N0} are taken, and at most {limits.MaxDecodedBytes:N0} are decoded. If you trust the file, raise LoadLimits.MaxDecodedBytes");
        left -= bytes;
    }
}
