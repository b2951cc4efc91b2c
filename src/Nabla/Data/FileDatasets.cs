using Nabla.Data;
using Nabla.Files;
using Nabla.Formats;

namespace Nabla;

/// <summary>Data sets of the records, lines and names of files.</summary>
public static class FileDatasets
{
    extension(Dataset)
    {
        /// <summary>The records of TFRecord files, one file after another: string scalars (see <see cref="ByteText"/>), for example to be read by <see cref="Example.Parse"/>.</summary>
        /// <param name="files">The files.</param>
        /// <param name="compression">How each file is compressed as a whole.</param>
        /// <param name="limits">Limits of what a file may ask for.</param>
        /// <remarks>Reading ends with a <see cref="ModelFormatException"/> where a record is damaged or cut off; the records before it come first.</remarks>
        public static Dataset FromTFRecord(IReadOnlyList<string> files, CompressionType compression = CompressionType.None, LoadLimits? limits = null) =>
            Texts(files, file => TFRecordReader.Read(file, compression, limits));

        /// <summary>The records of one TFRecord file.</summary>
        /// <inheritdoc cref="FromTFRecord(IReadOnlyList{string}, CompressionType, LoadLimits)"/>
        public static Dataset FromTFRecord(string file, CompressionType compression = CompressionType.None, LoadLimits? limits = null) =>
            FromTFRecord([file], compression, limits);

        /// <summary>The lines of text files, one file after another: string scalars without their ends (a line feed, perhaps after a carriage return).</summary>
        /// <param name="files">The files.</param>
        /// <param name="compression">How each file is compressed as a whole.</param>
        public static Dataset FromTextLines(IReadOnlyList<string> files, CompressionType compression = CompressionType.None) =>
            Texts(files, file => FilePieces.Lines(file, compression));

        /// <summary>Pieces of equal length of files: string scalars of bytes (see <see cref="ByteText"/>).</summary>
        /// <param name="files">The files.</param>
        /// <param name="recordBytes">Length of a piece.</param>
        /// <param name="headerBytes">Bytes in front of the first piece of each file.</param>
        /// <param name="footerBytes">Bytes behind the last piece of each file.</param>
        /// <param name="compression">How each file is compressed as a whole.</param>
        /// <remarks>Reading ends with a <see cref="ModelFormatException"/> where the rest of a file is no whole number of pieces.</remarks>
        /// <exception cref="ArgumentOutOfRangeException">A length is negative, or that of a piece 0.</exception>
        public static Dataset FromFixedLengthRecords(IReadOnlyList<string> files, int recordBytes, int headerBytes = 0, int footerBytes = 0, CompressionType compression = CompressionType.None)
        {
            if (recordBytes < 1 || headerBytes < 0 || footerBytes < 0)
                throw new ArgumentOutOfRangeException(nameof(recordBytes), $"Dataset.FromFixedLengthRecords: records of {recordBytes} bytes between {headerBytes} and {footerBytes}: a record has at least 1, the others at least 0.");
            return Texts(files, file => FilePieces.OfLength(file, recordBytes, headerBytes, footerBytes, compression));
        }

        /// <summary>The paths of the files that match patterns, in order of their names: string scalars.</summary>
        /// <param name="patterns">Paths in which <c>*</c> stands for any characters of a name, <c>?</c> for one, <c>[abc]</c> for one of these.</param>
        /// <exception cref="FileNotFoundException">No file matches.</exception>
        public static Dataset ListFiles(params IReadOnlyList<string> patterns)
        {
            ArgumentNullException.ThrowIfNull(patterns);
            string[] files = [.. patterns.SelectMany(FilePatterns.Match).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            if (files.Length == 0) throw new FileNotFoundException($"Dataset.ListFiles: no file matches '{string.Join("', '", patterns)}'. Check the folder, and that it is relative to {Environment.CurrentDirectory}.");
            return new Generated(files.Length, () => files.Select(file => (Element)Tensor.Constant(file)));
        }
    }

    static Dataset Texts(IReadOnlyList<string> files, Func<string, IEnumerable<byte[]>> read)
    {
        ArgumentNullException.ThrowIfNull(files);
        string[] all = [.. files];
        return new Generated(Dataset.UnknownCardinality, () => all.SelectMany(read).Select(bytes => (Element)Tensor.Constant(ByteText.FromBytes(bytes))));
    }
}
